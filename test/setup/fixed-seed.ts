import * as fc from 'fast-check';

/** The same cases in every run, so that a failure is a change's own. Set FC_SEED to look elsewhere. */
fc.configureGlobal({ seed: Number(process.env['FC_SEED'] ?? 20150129) });
