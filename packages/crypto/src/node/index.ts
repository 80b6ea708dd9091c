/**
 * The part of the cryptography that needs Node: native Ed25519 (libsodium), native AES-256-GCM,
 * randomness, and key files.
 *
 *     selfTest();
 *     const key = loadKeyFile(path, { passphrase });
 *     const signature = signerFromSeed(key.seed).sign(signingBytes('vote', chainId, vote));
 *     verify(key.publicKey, signingBytes('vote', chainId, vote), signature);
 */
export { openNative, sealNative } from './aead-native.ts';
export { KeyFileError, type KeyFileErrorCode, SelfTestError } from './errors.ts';
export { type KeyFile, type KeyFileOptions, loadKeyFile, saveKeyFile } from './key-file.ts';
export { generateSeed, randomBytes } from './random.ts';
export { selfTest } from './self-test.ts';
export { type Signer, sign, signerFromSeed } from './sign.ts';
export { verify } from './verify.ts';
