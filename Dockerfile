# syntax=docker/dockerfile:1
# The image of the GitHub App. tools/build-image-steps.ts runs the same steps without a container engine, in empty folders:
# for that, RUN names no absolute path, but in the last stage, which changes the system itself.
# The base is an exact tag, not a digest: .github/workflows/image.yml writes the digest that it was built from into the
# provenance of the image.
ARG NODE_IMAGE=node:24.21.0-bookworm-slim

# What `npm pack` would publish, and nothing else, goes into the image. It is JavaScript and WebAssembly, so it is built once for all platforms.
FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS package
WORKDIR /src
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json app.yml LICENSE README.md README.ja.md ./
COPY bin bin
COPY docs docs
COPY engines/dist engines/dist
COPY schemas/dist schemas/dist
COPY policies policies
COPY verifier/verify.mjs verifier/verify.mjs
COPY tools/build-package.ts tools/build-package.ts
COPY src src
RUN npm pack --silent

FROM --platform=$BUILDPLATFORM ${NODE_IMAGE} AS app
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY --from=package /src/sekisho-*.tgz ./
RUN tar -xzf sekisho-*.tgz --strip-components=1 && rm sekisho-*.tgz

FROM ${NODE_IMAGE}
# git fetches pull requests; tini buries what git leaves behind when it is ended. npm and yarn have no use any more.
RUN apt-get update \
 && apt-get install --yes --no-install-recommends ca-certificates git tini \
 && rm -rf /var/lib/apt/lists/* /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn-* /usr/local/bin/yarn /usr/local/bin/yarnpkg \
 && mkdir /data && chown 10001:10001 /data && chmod 0700 /data
COPY --from=app /app /app
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 SEKISHO_DATA=/data
# The only folder that is written: mirrors, compiled rules, and the embedded store.
VOLUME ["/data"]
WORKDIR /data
USER 10001:10001
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + process.env.PORT + '/healthz').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["/usr/bin/tini", "--", "node", "/app/bin/sekisho.js"]
CMD ["serve"]
