import { expect, it } from 'vitest';
import { defaultRetention, retentionFromEnvironment } from '../../../worker/server/retention.ts';
import { UserError } from '../../../worker/user-error.ts';

const read = (text: string) => retentionFromEnvironment({ TRAJECT_BEWAARTERMIJN: text });

it('is ten years unless the administrator asks for another time', () => {
  expect(retentionFromEnvironment({})).toBe(defaultRetention);
  expect(read('')).toBe(defaultRetention);
  expect(read('730')).toEqual({ days: 730, isExact: true });
  expect(read('36525')).toEqual({ days: 36_525, isExact: true });
});

it.each(['729', '36526', '0', '-1', '10 jaar', '1826.5', '1e4', ' 1826', '٣٦٥٠'])('%j is refused', (text) => {
  expect(() => read(text)).toThrow(UserError);
  expect(() => read(text)).toThrow(`TRAJECT_BEWAARTERMIJN: verwacht een aantal dagen van 730`);
  expect(() => read(text)).toThrow(`gevonden: "${text}"`);
});
