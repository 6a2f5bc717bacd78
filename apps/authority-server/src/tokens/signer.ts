/** Injects the `TokenSigner` of the rules. */
export const SIGNER = Symbol('TokenSigner');
