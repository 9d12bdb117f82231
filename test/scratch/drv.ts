import { drive } from '../system/driver.ts';
import { run } from '../../worker/cli/main.ts';
const t0 = Date.now();
const r = await drive(
  async (...args) => {
    let out = '',
      err = '';
    const code = await run([...args, '--gegevensmap', '/tmp/demo1'], {
      out: (t) => {
        out += t;
      },
      complain: (t) => {
        err += t;
      },
      env: process.env,
    });
    return { code, out, err };
  },
  () => new Promise((r) => setTimeout(r, 1000)),
  () => Date.now() - t0 > 280_000,
);
for (const d of r) console.log(d.id, d.done, d.steps.length);
console.log((Date.now() - t0) / 1000);
