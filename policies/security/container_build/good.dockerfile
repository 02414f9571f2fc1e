ARG NODE_VERSION=24.4.1
FROM node:${NODE_VERSION} AS build
COPY . /src
RUN --mount=type=secret,id=npm,env=NPM_TOKEN npm ci && npm run build

FROM node:${NODE_VERSION}-slim
COPY --from=build /src/dist /app
USER 1000:1000
CMD ["node", "/app/main.js"]
