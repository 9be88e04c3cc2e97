// The second opinion of the differential tests: npm ethers. Reads one JSON request a line, answers one a line.
import { createRequire } from 'node:module';
import { createInterface } from 'node:readline';

const require = createRequire(new URL('../../../tools/devnet/package.json', import.meta.url));
const { ethers } = require('ethers');

const answers = {
  transaction({ key, fields }) {
    const wallet = new ethers.SigningKey(key);
    const transaction = ethers.Transaction.from(fields);
    const unsigned = transaction.unsignedSerialized;
    const signingHash = transaction.unsignedHash;
    transaction.signature = wallet.sign(signingHash);
    return {
      unsigned, signingHash, signed: transaction.serialized, hash: transaction.hash, from: transaction.from,
    };
  },
  typedData({ key, domain, types, primaryType, message }) {
    const encoder = ethers.TypedDataEncoder.from(types);
    const digest = ethers.TypedDataEncoder.hash(domain, types, message);
    return {
      digest,
      primaryType: encoder.primaryType === primaryType,
      domain: ethers.TypedDataEncoder.hashDomain(domain),
      signature: new ethers.SigningKey(key).sign(digest).serialized,
    };
  },
  message({ key, bytes }) {
    const digest = ethers.hashMessage(ethers.getBytes(bytes));
    return { digest, signature: new ethers.SigningKey(key).sign(digest).serialized };
  },
  mnemonic({ entropy, passphrase, count }) {
    const mnemonic = ethers.Mnemonic.fromEntropy(entropy, passphrase);
    const account = ethers.HDNodeWallet.fromMnemonic(mnemonic, "m/44'/60'/0'/0");
    const addresses = [];
    for (let index = 0; index < count; index++) addresses.push(account.deriveChild(index).address);
    return { phrase: mnemonic.phrase, addresses };
  },
};

for await (const line of createInterface({ input: process.stdin })) {
  const request = JSON.parse(line);
  console.log(JSON.stringify(answers[request.op](request)));
}
