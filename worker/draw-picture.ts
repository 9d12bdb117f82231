import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { drawTrack } from '../machines/track/picture.ts';
import { projectRoot } from './project.ts';

/** Puts the picture of the track, as the machine draws it now, into the README. */
const readme = join(projectRoot, 'README.md');
const text = await readFile(readme, 'utf8');
await writeFile(
  readme,
  text.replace(/```mermaid\n[\s\S]*?```/, () => `\`\`\`mermaid\n${drawTrack()}\`\`\``),
);
