import { isValidValueForType, SearchAttributeType, type SearchAttributeUpdatePair } from '@temporalio/common';
import { upsertSearchAttributes, workflowInfo } from '@temporalio/workflow';

const types = {
  Keyword: SearchAttributeType.KEYWORD,
  KeywordList: SearchAttributeType.KEYWORD_LIST,
  Datetime: SearchAttributeType.DATETIME,
  Bool: SearchAttributeType.BOOL,
  Int: SearchAttributeType.INT,
  Text: SearchAttributeType.TEXT,
} as const;

export type AttributeType = keyof typeof types;
/** Instants as epoch milliseconds or in ISO 8601. Null: none. */
export type AttributeValue = string | readonly string[] | number | boolean | null;

/**
 * Brings the workflow's search attributes up to date, in one command, and without any when nothing differs.
 * @throws on a value that does not fit its attribute's type.
 */
export function updateSearchAttributes<Name extends string>(
  declared: Readonly<Record<Name, AttributeType>>,
  values: Readonly<Record<Name, AttributeValue>>,
): void {
  const names = Object.keys(declared) as Name[]; // a record's keys are its names
  const changed = names.flatMap((name) => {
    const type = types[declared[name]];
    const value = typed(values[name], type);
    if (value !== null && !isValidValueForType(type, value)) {
      throw new Error(`Search attribute '${name}' takes ${declared[name]}, not ${JSON.stringify(value)}`);
    }
    const current = workflowInfo().typedSearchAttributes.get({ name, type }) ?? null;
    if (JSON.stringify(current) === JSON.stringify(value)) return [];
    // Checked just above: the value is one of its type.
    return [{ key: { name, type }, value } as SearchAttributeUpdatePair];
  });
  if (changed.length > 0) upsertSearchAttributes(changed);
}

function typed(value: AttributeValue, type: SearchAttributeType): Exclude<AttributeValue, readonly string[]> | string[] | Date {
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'object') return [...value];
  return type === SearchAttributeType.DATETIME ? new Date(value) : value;
}
