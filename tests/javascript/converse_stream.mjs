// Reads a ConverseStream answer with AWS's JavaScript SDK. Standard input: {endpoint, request: ConverseStream input}.
// Standard output: {events: [...], error?: {name, status?}}.

import { text } from "node:stream/consumers";
import { BedrockRuntimeClient, ConverseStreamCommand } from "@aws-sdk/client-bedrock-runtime";
import { NodeHttpHandler } from "@smithy/node-http-handler";

const { endpoint, request } = JSON.parse(await text(process.stdin));
const client = new BedrockRuntimeClient({
  endpoint,
  region: "ap-northeast-2",
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  maxAttempts: 1,
  // The SDK's default speaks HTTP/2 alone.
  requestHandler: new NodeHttpHandler(),
});

const answer = { events: [] };
try {
  const { stream } = await client.send(new ConverseStreamCommand(request));
  for await (const event of stream) answer.events.push(event);
} catch (error) {
  answer.error = { name: error.name, status: error.$metadata?.httpStatusCode };
}
process.stdout.write(JSON.stringify(answer));
