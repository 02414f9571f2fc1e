/** GitHub sends no payload above 25 MB: https://docs.github.com/en/webhooks/webhook-events-and-payloads#payload-cap */
export const bodyBytesMax = 25 * 1024 * 1024;

/** Of all bodies that are being received at a time: two of the largest, and ordinary ones beside them. */
export const bodiesBytesMax = 64 * 1024 * 1024;

/** Requests with a body at a time. GitHub sends a burst in parallel; each of ours takes milliseconds. */
export const bodiesMax = 200;

/**
 * Plans at a time, and all of them together: they are received apart from deliveries, so that neither keeps out the
 * other. Who sends one has proved who they are before a byte of it is read.
 */
export const plansMax = 4;
export const plansBytesMax = 128 * 1024 * 1024;

/** A plan of the largest size comes within this time over 10 Mbit/s. */
export const planTimeoutMs = 60_000;

/** Open connections. Each costs a little memory before it has said anything. */
export const connectionsMax = 1_000;

/** GitHub gives up after 10 s. What is not kept by then must not be called kept, and the answer needs a way back. */
export const acknowledgementTimeoutMs = 8_000;

/** A request that dribbles is ended: GitHub sends headers at once. */
export const headersTimeoutMs = 5_000;

/** Longer than the idle time of common load balancers (60 s), which otherwise reuse a connection that just closed. */
export const keepAliveTimeoutMs = 65_000;

/** How often Node looks for connections that are too slow. */
export const slowConnectionsCheckMs = 1_000;

/** Headers of GitHub are below 2 kB. */
export const headerBytesMax = 16 * 1024;

/** Requests for the ledger at a time: each reads at most 256 leaves, and there are ten connections to the store. */
export const ledgerRequestsMax = 4;

/** The store has to answer a probe within this time; probes of Kubernetes give up after a second or a few. */
export const readinessTimeoutMs = 2_000;

/** How long a refused client is listened to, without keeping anything, so that it can read why. */
export const refusalLingerMs = 500;

/** And how much of what it goes on sending is thrown away: what was on its way already. */
export const refusalBytesMax = 8 * 1024 * 1024;
