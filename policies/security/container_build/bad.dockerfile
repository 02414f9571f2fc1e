FROM node AS build
ARG NPM_TOKEN
COPY . /src
RUN npm ci && npm run build

FROM node:latest
COPY --from=build /src/dist /app
CMD ["node", "/app/main.js"]
