import type { Delivery } from "../hooks/hooks.ts";
import { timestamp } from "../json/basic.ts";
import { notFound } from "../server/answer.ts";
import { type Call, type Endpoints, pageSizeMax, textField } from "../server/call.ts";

/**
 * GitHub's ids of deliveries have become longer than JavaScript's numbers are exact. They go out, and come back, with
 * these digits before our own.
 */
const idPrefix = "1800000";

export function withLongIds(json: string): string {
  return json.replace(/"id":(17\d{9})(?=,"guid")/g, `"id":${idPrefix}$1`);
}

/** Webhooks as the App finds them afterwards. */
export const deliveryEndpoints: Endpoints = {
  "apps/list-webhook-deliveries": { need: "app", handle: list },
  "apps/get-webhook-delivery": {
    need: "app",
    handle: (call) => {
      const delivery = byId(call);
      return {
        status: 200,
        body: {
          ...item(delivery),
          url: call.hooks.options.url ?? "",
          request: { headers: delivery.headers, payload: JSON.parse(delivery.body.toString("utf8")) },
          response: { headers: delivery.result?.headers ?? {}, payload: delivery.result?.body ?? "" },
        },
      };
    },
  },
  "apps/redeliver-webhook-delivery": {
    need: "app",
    handle: (call) => {
      call.hooks.redeliver(byId(call));
      return { status: 202, body: {} };
    },
  },
  "apps/get-webhook-config-for-app": {
    need: "app",
    handle: (call) => ({ status: 200, body: configuration(call) }),
  },
  "apps/update-webhook-config-for-app": {
    need: "app",
    handle: (call) => {
      call.hooks.options.url = textField(call.body, "url") ?? call.hooks.options.url;
      return { status: 200, body: configuration(call) };
    },
  },
};

function configuration({ hooks }: Call): Readonly<Record<string, unknown>> {
  return { content_type: "json", insecure_ssl: "0", secret: "********", url: hooks.options.url ?? "" };
}

function byId(call: Call): Delivery {
  const given = call.parameters["delivery_id"] ?? "";
  const id = Number(given.startsWith(idPrefix) ? given.slice(idPrefix.length) : given);
  const found = call.hooks.kept().find((delivery) => delivery.id === id);
  if (found === undefined) throw notFound();
  return found;
}

/** Newest first. The cursor is opaque to the App: here it names the delivery that the page begins with. */
function list(call: Call): {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;
} {
  const size = Math.min(Number(call.query.get("per_page") ?? 30), pageSizeMax);
  const status = call.query.get("status");
  const all = call.hooks
    .kept()
    .filter((delivery) => delivery.result !== null && (status === null || statusOf(delivery) === status))
    .sort((a, b) => b.id - a.id);
  const cursor = call.query.get("cursor");
  const from = cursor === null ? 0 : all.findIndex((delivery) => `v1_${delivery.id}` === cursor);
  const start = from < 0 ? all.length : from;
  const next = all[start + size];
  const link = `${call.world.origin}/api/v3/app/hook/deliveries?per_page=${size}&cursor=v1_${next?.id}`;
  return {
    status: 200,
    body: all.slice(start, start + size).map(item),
    headers: next === undefined ? {} : { link: `<${link}>; rel="next"` },
  };
}

function statusOf({ result }: Delivery): "success" | "failure" {
  return result !== null && result.status >= 200 && result.status < 400 ? "success" : "failure";
}

function item(delivery: Delivery): Readonly<Record<string, unknown>> {
  const { result } = delivery;
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: timestamp(delivery.at),
    redelivery: delivery.redelivery,
    duration: Math.round((result?.durationMs ?? 0) / 10) / 100,
    status: result?.status === 200 ? "OK" : (result?.statusText ?? "pending"),
    status_code: result?.status ?? 0,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
    throttled_at: null,
  };
}
