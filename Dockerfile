# The dispatcher alone: PostgreSQL and NATS are servers beside it (docker-compose.yml), so the packages
# that carry them for `npm start` stay out of the image.
FROM node:20-bookworm-slim AS packages
WORKDIR /service
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --omit=optional --ignore-scripts

FROM node:20-bookworm-slim AS build
WORKDIR /service
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts
COPY tsconfig.json tsconfig.build.json ./
COPY tools tools
COPY bench bench
COPY apps apps
COPY libs libs
RUN npm run build

FROM node:20-bookworm-slim
WORKDIR /service
ENV HOST=0.0.0.0 PORT=8080 PAIDAN_HOME=/var/lib/paidan
# The home keeps the development key between starts; nothing else is ever written.
RUN install -d -o node -g node /var/lib/paidan
COPY --from=packages /service/node_modules node_modules
COPY --from=build /service/dist dist
COPY package.json LICENSE* ./
USER node
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --start-interval=1s \
  CMD ["node", "-e", "fetch('http://127.0.0.1:8080/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
# Why: docs/decisions/0031-garbage-is-collected-by-one-thread.md and 0037
CMD ["node", "--single-threaded-gc", "--no-memory-reducer", "--heap-growing-percent=200", "dist/apps/dispatcher/src/main.js"]
