export { FolderInUse } from "./folder-lock.ts";
export { neverErased } from "./ledger/guards.ts";
export type { StoreLog } from "./log.ts";
export { openStore, type StoreOptions, type StorePlace } from "./open.ts";
export { openStoreReader, StoreEmpty, type StoreReader } from "./reader.ts";
export { prepareStore, UnfitRole } from "./rights.ts";
export {
  type AgedEntry,
  type Blobs,
  type Delivery,
  type Inbox,
  type Job,
  type Ledger,
  type NewRecord,
  type Notes,
  type Records,
  type Store,
  type StoredDelivery,
  StoreUnavailable,
} from "./store.ts";
