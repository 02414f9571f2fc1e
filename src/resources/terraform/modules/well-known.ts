import type { ModuleReader } from "./module-reader.ts";
import { computeModules } from "./well-known/compute.ts";
import { databaseModules } from "./well-known/databases.ts";
import { eksModules } from "./well-known/eks.ts";
import { iamModules } from "./well-known/iam.ts";
import { networkModules } from "./well-known/network.ts";
import { securityGroupModules } from "./well-known/security-group.ts";
import { storageModules } from "./well-known/storage.ts";

/**
 * Modules of the public registry that most estates use, newest versions first. Names and defaults of arguments are those
 * of their documentation, as far as anything asks for them; an argument that a call leaves out has its default.
 */
export const wellKnownModules: readonly ModuleReader[] = [
  ...databaseModules,
  ...storageModules,
  ...iamModules,
  ...securityGroupModules,
  ...networkModules,
  ...eksModules,
  ...computeModules,
];
