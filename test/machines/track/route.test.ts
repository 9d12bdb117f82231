import { expect, it } from 'vitest';
import { commandLineUpdateId, routeOf } from '../../../machines/track/route.ts';

it('knows the command line by the ids that it gives, and nothing else', () => {
  expect(routeOf(commandLineUpdateId('0b5c'))).toBe('commandLine');
  expect(routeOf('0b5c')).toBe('temporal');
  expect(routeOf('x-opdrachtregel-0b5c')).toBe('temporal');
  expect(routeOf(undefined)).toBe('temporal');
});
