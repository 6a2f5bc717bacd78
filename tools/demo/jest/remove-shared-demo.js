// Jest's `globalTeardown`, after `start-shared-demo.js`.
export default async function removeSharedDemo() {
  await globalThis.sharedDemo?.remove();
}
