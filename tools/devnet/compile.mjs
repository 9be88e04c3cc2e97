// Compiles contracts/*.sol with the pinned solc (standard JSON, optimizer on, no metadata hash, so that the
// same sources give the same bytes anywhere) into build/contracts.json: { name: { abi, bytecode } }.
// A hash over the sources, the settings and the lock file decides whether there is anything to do.

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const output = join(here, "build", "contracts.json");
const names = readdirSync(join(here, "contracts")).filter(name => name.endsWith(".sol")).sort();
const sources = Object.fromEntries(
  names.map(name => [name, { content: readFileSync(join(here, "contracts", name), "utf8") }]));

const settings = {
  optimizer: { enabled: true, runs: 200 },
  evmVersion: "shanghai",
  metadata: { bytecodeHash: "none", appendCBOR: false },
  outputSelection: { "*": { "*": ["abi", "evm.bytecode.object"] } },
};

const lock = readFileSync(join(here, "package-lock.json"), "utf8");
const hash = createHash("sha256").update(JSON.stringify([sources, settings, lock])).digest("hex");

if (existsSync(output) && JSON.parse(readFileSync(output, "utf8")).hash === hash) process.exit(0);

const require = createRequire(import.meta.url);
const solc = require("solc");
const input = JSON.stringify({ language: "Solidity", sources, settings });
const result = JSON.parse(solc.compile(input, { import: findImport }));

for (const problem of result.errors ?? []) console.error(problem.formattedMessage);
if ((result.errors ?? []).length > 0) process.exit(1);

const contracts = {};
for (const name of names) {
  for (const [contract, compiled] of Object.entries(result.contracts[name])) {
    contracts[contract] = { abi: compiled.abi, bytecode: "0x" + compiled.evm.bytecode.object };
  }
}

// Written beside and renamed, so that two compilations at once never leave half a file.
mkdirSync(dirname(output), { recursive: true });
const draft = `${output}.${process.pid}`;
writeFileSync(draft, JSON.stringify({ hash, contracts }, null, 2) + "\n");
renameSync(draft, output);

function findImport(path) {
  const file = join(here, "node_modules", path);
  return existsSync(file) ? { contents: readFileSync(file, "utf8") } : { error: `no such import: ${path}` };
}
