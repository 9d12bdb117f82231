import { keepUnfrozen } from './shared-modules.ts';

keepUnfrozen();
