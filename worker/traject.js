#!/usr/bin/env node
// TypeScript is run as it is: nothing has to be built after `npm ci`.
import { register } from 'tsx/esm/api';

register();
const { main } = await import('./cli/main.ts');
await main(process.argv.slice(2));
