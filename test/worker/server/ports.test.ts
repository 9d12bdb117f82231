import { createServer } from 'node:net';

import { expect, it, onTestFinished } from 'vitest';

import { freePort, requireFreePort } from '../../../worker/server/ports.ts';
import { UserError } from '../../../worker/user-error.ts';

it('lets a free port pass, twice: looking does not take it', async () => {
  const port = await freePort();
  await expect(requireFreePort(port, '--poort')).resolves.toBeUndefined();
  await expect(requireFreePort(port, '--poort')).resolves.toBeUndefined();
});

it.each(['--poort', '--ui-poort'] as const)('names a port in use and %s', async (option) => {
  const port = await freePort();
  const other = createServer();
  onTestFinished(() => {
    other.close();
  });
  await new Promise<void>((resolve) => {
    other.listen(port, '127.0.0.1', resolve);
  });
  const check = requireFreePort(port, option);
  await expect(check).rejects.toThrow(`Poort ${port} is al in gebruik`);
  await expect(check).rejects.toThrow(`met ${option}.`);
  await expect(check).rejects.toBeInstanceOf(UserError);
});

it('chooses no port twice: who asked for it has yet to listen on it', async () => {
  const chosen: number[] = [];
  while (chosen.length < 400) chosen.push(await freePort());
  expect(new Set(chosen).size).toBe(chosen.length);
});
