import { expect, test } from '@jest/globals';
import { sendEdgeInputs, type Parse } from '../src/edges/edge-inputs.js';
import { measureGrowth } from '../src/edges/measure-growth.js';

class Refusal extends Error {}
const isCoded = (error: unknown) => error instanceof Refusal;

test('a parser that throws an error of its engine is found, with the text', async () => {
  const decode: Parse = (text) => decodeURIComponent(text);
  const sent = sendEdgeInputs([decode, ['a', '%41']], { count: 500, seed: 1, isCoded });
  await expect(sent).rejects.toMatchObject({
    message: expect.stringContaining('%') as unknown,
    cause: expect.objectContaining({ name: 'URIError' }) as unknown,
  });
});

test('a parser that rejects later is found as well', async () => {
  const parse: Parse = (text) => Promise.resolve().then(() => JSON.parse(text) as unknown);
  const sent = sendEdgeInputs([parse, ['{}']], { count: 500, seed: 1, isCoded });
  await expect(sent).rejects.toMatchObject({
    cause: expect.objectContaining({ name: 'SyntaxError' }) as unknown,
  });
});

test('values and refusals are counted, the same for one seed', async () => {
  const parse: Parse = (text) => {
    if (text.length % 2 === 1) throw new Refusal();
  };
  const send = () => sendEdgeInputs([parse, ['a', 'bc']], { count: 500, seed: 7, isCoded });
  const { values, refusals } = await send();
  expect(values + refusals).toBe(500);
  expect(Math.min(values, refusals)).toBeGreaterThan(50);
  expect(await send()).toEqual({ values, refusals });
});

test('the cost of a quadratic parser grows by far more than its input', async () => {
  // A third of the text, since this one takes seconds for all of it.
  // eslint-disable-next-line regexp/no-super-linear-move -- the very thing that is looked for
  const quadratic: Parse = (text) => /a+b/.test(text.slice(text.length * 0.67));
  expect(await measureGrowth(quadratic, (length) => 'a'.repeat(length))).toBeGreaterThan(100);
});
