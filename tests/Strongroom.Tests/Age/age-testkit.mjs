// Hands the files of npm cctv-age (the test kit of the age format) to the tests: one JSON line each.
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { gunzipSync, inflateSync } from 'node:zlib';

const require = createRequire(new URL('../../../tools/devnet/package.json', import.meta.url));
const kit = await import(pathToFileURL(require.resolve('cctv-age')).href);
for (const name of Object.keys(kit).filter((key) => kit[key] instanceof Uint8Array)) {
  const bytes = Buffer.from(kit[name]);
  const split = bytes.indexOf('\n\n');
  const fields = {};
  for (const line of bytes.subarray(0, split).toString().split('\n')) {
    const colon = line.indexOf(': ');
    (fields[line.slice(0, colon)] ??= []).push(line.slice(colon + 2));
  }
  const body = bytes.subarray(split + 2);
  const unpacked = fields.compressed ? (fields.compressed[0] === 'gzip' ? gunzipSync : inflateSync)(body) : body;
  console.log(JSON.stringify({ name, fields, file: unpacked.toString('base64') }));
}
