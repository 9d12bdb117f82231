'use strict';

// Loaded by Temporal's SDK with `require`, and bundled into the workflows' sandbox: so CommonJS.
const { DefaultFailureConverter } = require('@temporalio/common');

/** Messages and stack traces of failures travel as a payload, so that the codec encrypts them. */
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true });
