export { FolderInUse } from "./folder-lock.ts";
export type { StoreLog } from "./log.ts";
export { openStore, type StoreOptions } from "./open.ts";
export { openStoreReader, StoreEmpty, type StoreReader } from "./reader.ts";
export {
  type Blobs,
  type Delivery,
  type Inbox,
  type Job,
  type NewRecord,
  type Notes,
  type Records,
  type Store,
  type StoredDelivery,
  StoreUnavailable,
} from "./store.ts";
