import { z } from 'zod';
import { connectionFunctions } from './vocabulary.ts';
import { functionWords } from './words.ts';

/** As people write it: lopendeZaken, lopende-zaken or Lopende Zaken. */
export const functionField = z.preprocess(
  (word) =>
    connectionFunctions.find((fn) => typeof word === 'string' && plain(word) === plain(functionWords[fn])) ??
    word,
  z.enum(connectionFunctions),
);

function plain(word: string): string {
  return word.toLowerCase().replaceAll(/[ -]/g, '');
}
