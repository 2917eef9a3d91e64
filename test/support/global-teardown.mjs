export default async function globalTeardown() {
  await globalThis.paidanTestServices?.stop();
}
