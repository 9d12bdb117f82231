'use strict';

// Loaded by Temporal's SDK with `require`, and bundled into the workflows' sandbox: so CommonJS.
const { ApplicationFailure, DefaultFailureConverter } = require('@temporalio/common');

/** Refusals of an Update before it was accepted: those go to their sender, and are kept nowhere. */
const passing = new WeakSet();
const inTheClear = new DefaultFailureConverter();

/**
 * Messages and stack traces of failures travel as a payload, so that the codec encrypts them. Not what the sender of
 * an Update is told at once: the Temporal UI shows that as it comes, and "Encoded failure" would be all that the desk
 * ever knew of it.
 */
class EncryptingFailureConverter extends DefaultFailureConverter {
  errorToFailure(error, ...rest) {
    return passing.has(error)
      ? inTheClear.errorToFailure(error, ...rest)
      : super.errorToFailure(error, ...rest);
  }
}

exports.failureConverter = new EncryptingFailureConverter({ encodeCommonAttributes: true });

/** In the sandbox: what a validator refuses, is not accepted. */
exports.interceptors = () => ({
  inbound: [
    {
      validateUpdate(input, next) {
        try {
          next(input);
        } catch (error) {
          if (error instanceof ApplicationFailure) passing.add(error);
          throw error;
        }
      },
    },
  ],
});
