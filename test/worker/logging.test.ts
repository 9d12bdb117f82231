import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { fileLogger } from '../../worker/logging.ts';
import { temporaryFolder } from './server/temporary-folder.ts';

const lineSchema = z.looseObject({ level: z.string(), time: z.iso.datetime(), msg: z.string() });

it('logs lines of JSON, with their level, their fields and their error, and no mail addresses', () => {
  const file = join(temporaryFolder(), 'worker.log');
  const logger = fileLogger(file);
  logger.debug('te veel');
  logger.info('begonnen', { workflowId: 'aansluittraject-gemeente-utrecht', attempt: 2n });
  const refused = new Error('550 <p.smit+post@mail.example.org>: onbekend', {
    cause: new Error('bij a@b.nl'),
  });
  logger.warn('niet bezorgd aan\np.smit@example.org \u0001a@b.nl', { error: refused });
  const text = readFileSync(file, 'utf8');
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => lineSchema.parse(JSON.parse(line)));
  expect(lines).toMatchObject([
    { level: 'info', msg: 'begonnen', workflowId: 'aansluittraject-gemeente-utrecht' },
    {
      level: 'warn',
      msg: 'niet bezorgd aan\n<e-mailadres> \u0001<e-mailadres>',
      errors: expect.arrayContaining(['Error', 'Caused by Error']),
    },
  ]);
  expect(text).not.toMatch(/example\.org|b\.nl|onbekend/);
});
