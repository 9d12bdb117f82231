/** All workflow types: what the worker bundles. The exported names are the types' names. */
export { aansluittraject } from './aansluittraject.ts';
export { doorrekening } from './doorrekening.ts';
export { planning } from './planning.ts';
export { servicecentrum } from './servicecentrum.ts';
