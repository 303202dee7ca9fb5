// Starts the Slack of npm's `emulate` on a free port and prints its address.
// node emulate.mjs FOLDER, where FOLDER/node_modules/emulate is
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { createServer } from "node:net";

const library = join(process.argv[2], "node_modules/emulate/dist/api.js");
const { createEmulator } = await import(pathToFileURL(library));
const port = await new Promise((resolve) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => resolve(port));
  });
});
const scopes = [
  "chat:write", "channels:read", "channels:history", "channels:join", "groups:read",
  "groups:history", "im:read", "im:write", "im:history", "mpim:read", "mpim:write", "users:read",
  "users.profile:read", "files:read", "files:write", "reactions:read", "reactions:write",
  "team:read",
];
const { url } = await createEmulator({
  service: "slack",
  port,
  seed: {
    slack: {
      strict_scopes: true,
      team: { name: "Acme", domain: "acme" },
      users: [{ name: "ana", real_name: "Ana Lopez" }, { name: "ben", real_name: "Ben Okafor" }],
      channels: [{ name: "general" }, { name: "elsewhere" }],
      tokens: [
        { token: "xoxb-wide", user: "ana", scopes },
        { token: "xoxb-narrow", user: "ana", scopes: ["users:read"] },
      ],
    },
  },
});
console.log(url);
