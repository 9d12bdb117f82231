import { run } from '../../worker/cli/main.ts';
import type { Traject } from './driver.ts';

/** Command lines for the system of a data folder, carried out on this process: starting one for each takes half a second. */
export function trajectIn(folder: string): Traject {
  const { PATH, HOME } = process.env;
  return async (...args) => {
    const out: string[] = [];
    const err: string[] = [];
    const code = await run([...args, '--gegevensmap', folder], {
      out: (text) => void out.push(text),
      complain: (text) => void err.push(text),
      env: { PATH, HOME },
    });
    return { code, out: out.join('\n'), err: err.join('\n') };
  };
}
