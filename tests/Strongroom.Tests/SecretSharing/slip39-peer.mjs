// The second opinion on SLIP-39: npm slip39. Reads one JSON request a line, answers one a line.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../../../tools/devnet/package.json', import.meta.url));
const Slip39 = require('slip39');

const answers = {
  split({ secret, passphrase, threshold, groups, iterationExponent, extendableBackupFlag }) {
    const slip = Slip39.fromArray(Array.from(Buffer.from(secret, 'hex')), {
      passphrase, threshold, groups, iterationExponent, extendableBackupFlag,
    });
    return { shares: slip.fromPath('r').mnemonics };
  },
  combine({ shares, passphrase }) {
    return { secret: Buffer.from(Slip39.recoverSecret(shares, passphrase)).toString('hex') };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(answers[request.op](request)));
}
