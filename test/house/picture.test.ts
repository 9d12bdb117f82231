import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { drawTrack } from '../../machines/track/picture.ts';

it("the README's picture of the track is the one that the machine draws (npm run picture mends it)", () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  const drawn = /```mermaid\n(?<picture>[\s\S]*?)```/.exec(readme)?.groups?.['picture'];
  expect(drawn).toBe(drawTrack());
});
