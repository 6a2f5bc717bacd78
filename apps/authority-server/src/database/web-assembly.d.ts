/** What is used of WebAssembly: the types of neither Node.js nor ES2022 have it. */
declare namespace WebAssembly {
  interface Module {
    readonly [Symbol.toStringTag]: string;
  }

  function compile(bytes: Uint8Array): Promise<Module>;
}
