import { Language, Reference, Schema } from '../../registry/schema';

/** A schema of a text, or of what is JSON. */
export const schemaOf = (type: Language, text: unknown, references: readonly Reference[] = []): Schema => ({ type, text: typeof text === 'string' && type === 'PROTOBUF' ? text : typeof text === 'string' && /^\s*[{["]/.test(text) ? text : JSON.stringify(text), references });
