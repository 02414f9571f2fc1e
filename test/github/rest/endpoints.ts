import type { Endpoints } from "../server/call.ts";
import { appEndpoints } from "./app.ts";
import { branchEndpoints } from "./branches.ts";
import { checkEndpoints } from "./checks.ts";
import { commentEndpoints } from "./comments.ts";
import { contentEndpoints } from "./contents.ts";
import { deliveryEndpoints } from "./deliveries.ts";
import { estateEndpoints } from "./estate.ts";
import { organisationEndpoints } from "./organisations.ts";
import { pullEndpoints } from "./pulls.ts";
import { repositoryEndpoints } from "./repositories.ts";
import { runEndpoints } from "./runs.ts";
import { serviceEndpoints } from "./service.ts";
import { statusEndpoints } from "./statuses.ts";

export const endpoints: Endpoints = {
  ...appEndpoints,
  ...branchEndpoints,
  ...checkEndpoints,
  ...commentEndpoints,
  ...contentEndpoints,
  ...deliveryEndpoints,
  ...estateEndpoints,
  ...organisationEndpoints,
  ...pullEndpoints,
  ...repositoryEndpoints,
  ...runEndpoints,
  ...serviceEndpoints,
  ...statusEndpoints,
};
