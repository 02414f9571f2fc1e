export { movedThings, type OwnershipSide } from "./moves.ts";
export type { StatementSettings } from "./read-objects.ts";
export { readStatements } from "./read-statements.ts";
export { resolveOwnership, type SourcedOwnership } from "./resolve.ts";
export { type SelectedFile, selectFiles } from "./select.ts";
export type { StatementReading } from "./statement.ts";
