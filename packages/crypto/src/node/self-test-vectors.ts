/** One signature with the verdict every verifier must give; bytes as hex. */
export type SelfTestVector = {
  readonly name: string;
  readonly publicKey: string;
  readonly message: string;
  readonly signature: string;
  readonly valid: boolean;
};

/**
 * One vector for each way in which Ed25519 verifiers are known to differ. The two valid ones are
 * from RFC 8032 section 7.1; the others derive from test 2 by the change their name states, made
 * so that only the named rule refuses them (they satisfy the other checks and the equation).
 */
export const SELF_TEST_VECTORS: readonly SelfTestVector[] = [
  {
    name: 'valid, RFC 8032 7.1 test 2',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    valid: true,
  },
  {
    name: 'valid, empty message, RFC 8032 7.1 test 1',
    publicKey: 'd75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a',
    message: '',
    signature:
      'e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e06522490155' +
      '5fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b',
    valid: true,
  },
  {
    name: 'message changed',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '73',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    valid: false,
  },
  {
    name: 'R changed',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '93a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    valid: false,
  },
  {
    name: 'S changed',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '095ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    valid: false,
  },
  {
    name: 'S + L instead of S',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      'f52db7415978abc61b2c2eb6aeebfca0387b2eaeb4302aeeb00d291612bb0c10',
    valid: false,
  },
  {
    name: 'small-order point added to R',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      'd63c01223147541df4e170763e9e2788a8bf5971f52a93c5829dbe6f5ff6bba9' +
      '702e216f34d0633533667033dd08b4eab8d3f86994506bbe3c8aac56e3086c09',
    valid: false,
  },
  {
    name: 'R is the identity',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '0100000000000000000000000000000000000000000000000000000000000000' +
      '675d054595fa17cb6a44e3ada6ca385e55667e41a63fdab0ac22d10000354002',
    valid: false,
  },
  {
    name: 'R is the identity, not canonical',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '0100000000000000000000000000000000000000000000000000000000000080' +
      'bd498620dc071c7bd37de37a8b3208e5475dd11db9151270fb200f690ae0d009',
    valid: false,
  },
  {
    name: 'key is the identity',
    publicKey: '0100000000000000000000000000000000000000000000000000000000000000',
    message: '72',
    signature:
      'edc876d6831fd2105d0b4389ca2e283166469289146e2ce06faefe98b22548df' +
      '0500000000000000000000000000000000000000000000000000000000000000',
    valid: false,
  },
  {
    name: 'key of order 8',
    publicKey: 'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
    message: '72',
    signature:
      '04be97ec9bfe6ccd01f9343b7288b117b79f91cc45c24af2f93e0060ca2b6d6f' +
      '1100000000000000000000000000000000000000000000000000000000000000',
    valid: false,
  },
  {
    name: 'key is not canonical',
    publicKey: 'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
    message: '72',
    signature:
      'edc876d6831fd2105d0b4389ca2e283166469289146e2ce06faefe98b22548df' +
      '0500000000000000000000000000000000000000000000000000000000000000',
    valid: false,
  },
  {
    name: 'key is not on the curve',
    publicKey: '0200000000000000000000000000000000000000000000000000000000000000',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    valid: false,
  },
  {
    name: 'signature of 63 bytes',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c',
    valid: false,
  },
  {
    name: 'signature of 65 bytes',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00' +
      '00',
    valid: false,
  },
  {
    name: 'empty signature',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c',
    message: '72',
    signature: '',
    valid: false,
  },
  {
    name: 'key of 31 bytes',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af466',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    valid: false,
  },
  {
    name: 'key of 33 bytes',
    publicKey: '3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c00',
    message: '72',
    signature:
      '92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da' +
      '085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00',
    valid: false,
  },
];
