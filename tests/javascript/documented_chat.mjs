// What the documented library makes of an answer. Standard input: {library: its file, pieces: [base64], status}.
// Standard output: {address, events: [...], error?: {code?, message}}.

import { text } from "node:stream/consumers";

const { library, pieces, status } = JSON.parse(await text(process.stdin));
const regions = { "ap-northeast-2": { chatUrl: "https://seoul" }, "ap-northeast-1": { chatUrl: "https://tokyo" } };
const answer = { events: [] };

globalThis.fetch = async (url) => {
  if (url === "/config.json") return Response.json({ activeRegion: "ap-northeast-2", regions });
  answer.address = url;
  return new Response(ReadableStream.from(pieces.map((piece) => Buffer.from(piece, "base64"))), { status });
};

const { chat } = await import(library);
try {
  for await (const event of chat({}, "token")) answer.events.push(event);
} catch (error) {
  answer.error = { code: error.code, message: error.message };
}
process.stdout.write(JSON.stringify(answer));
