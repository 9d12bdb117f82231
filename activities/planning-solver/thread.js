// A thread starts without the loader of its process: TypeScript is run as it is here too.
import { register } from 'tsx/esm/api';

register();
await import('./thread.ts');
