import { integration } from "../json/basic.ts";
import { notFound } from "../server/answer.ts";
import type { Endpoints } from "../server/call.ts";

/** What GitHub says about itself, and what it gives to whoever has just created an App. */
export const serviceEndpoints: Endpoints = {
  "meta/get": {
    need: "any",
    handle: () => ({ status: 200, body: { verifiable_password_authentication: false } }),
  },
  "rate-limit/get": {
    need: "any",
    handle: ({ limits, who }) => {
      const of = (resource: "core" | "graphql"): Readonly<Record<string, number>> => {
        const told = limits.headers(who, resource);
        return {
          limit: Number(told["x-ratelimit-limit"]),
          remaining: Number(told["x-ratelimit-remaining"]),
          reset: Number(told["x-ratelimit-reset"]),
          used: Number(told["x-ratelimit-used"]),
        };
      };
      const [core, graphql] = [of("core"), of("graphql")];
      return { status: 200, body: { resources: { core, graphql, search: core }, rate: core } };
    },
  },
  /** The code is good once. */
  "apps/create-from-manifest": {
    need: "any",
    handle: ({ world, parameters, registration }) => {
      if (!registration.codes.delete(parameters["code"] ?? "")) throw notFound();
      const body = {
        ...integration(world, world.app),
        client_id: registration.clientId,
        client_secret: "a secret that Sekisho has no use for",
        webhook_secret: registration.webhookSecret,
        pem: registration.privateKey,
      };
      return { status: 201, body };
    },
  },
};
