// The AWS SDK for JavaScript, unchanged, against the emulator: node exchange.js ENDPOINT KEY SECRET.
// Prints one line of JSON an exchange; JavaScriptSdkTest says what each must be.
import {
  CreateDeliveryStreamCommand,
  DeleteDeliveryStreamCommand,
  DescribeDeliveryStreamCommand,
  FirehoseClient,
  ListDeliveryStreamsCommand,
  PutRecordBatchCommand,
  PutRecordCommand,
} from "@aws-sdk/client-firehose";

const [endpoint, accessKeyId, secretAccessKey] = process.argv.slice(2);

function client(secret) {
  return new FirehoseClient({
    endpoint,
    region: "us-east-1",
    credentials: { accessKeyId, secretAccessKey: secret },
    maxAttempts: 1,
  });
}

const bytes = (text) => new TextEncoder().encode(text);
const firehose = client(secretAccessKey);

async function exchange(name, who, command, tell) {
  try {
    console.log(JSON.stringify([name, tell(await who.send(command))]));
  } catch (error) {
    console.log(JSON.stringify([name, error.name, error.message, error.$metadata?.httpStatusCode]));
  }
}

const bucket = { RoleARN: "arn:aws:iam::111122223333:role/r", BucketARN: "arn:aws:s3:::b" };
const record = { Data: bytes("one\n") };

await exchange(
  "put",
  firehose,
  new PutRecordCommand({ DeliveryStreamName: "s", Record: record }),
  (answer) => [answer.RecordId.length, answer.Encrypted],
);
await exchange(
  "batch",
  firehose,
  new PutRecordBatchCommand({
    DeliveryStreamName: "s",
    Records: [{ Data: bytes("zwei ü\n") }, { Data: new Uint8Array(900000) }],
  }),
  (answer) => [answer.FailedPutCount, answer.RequestResponses.length],
);
await exchange(
  "partial",
  firehose,
  new PutRecordBatchCommand({ DeliveryStreamName: "partial", Records: [record, record] }),
  (answer) => [answer.FailedPutCount, answer.RequestResponses[1].ErrorCode],
);
await exchange(
  "unknown",
  firehose,
  new PutRecordCommand({ DeliveryStreamName: "nosuch", Record: record }),
  () => "no error",
);
await exchange(
  "refused",
  firehose,
  new PutRecordCommand({ DeliveryStreamName: "a b", Record: record }),
  () => "no error",
);
await exchange(
  "secret",
  client("wrong"),
  new PutRecordCommand({ DeliveryStreamName: "s", Record: record }),
  () => "no error",
);
await exchange(
  "create",
  firehose,
  new CreateDeliveryStreamCommand({
    DeliveryStreamName: "t",
    ExtendedS3DestinationConfiguration: bucket,
  }),
  (answer) => answer.DeliveryStreamARN,
);
await exchange("list", firehose, new ListDeliveryStreamsCommand({}), (answer) => [
  answer.DeliveryStreamNames,
  answer.HasMoreDeliveryStreams,
]);
await exchange(
  "describe",
  firehose,
  new DescribeDeliveryStreamCommand({ DeliveryStreamName: "t" }),
  (answer) => [
    answer.DeliveryStreamDescription.DeliveryStreamStatus,
    answer.DeliveryStreamDescription.CreateTimestamp.toISOString(),
  ],
);
await exchange(
  "delete",
  firehose,
  new DeleteDeliveryStreamCommand({ DeliveryStreamName: "t" }),
  (answer) => answer.$metadata.httpStatusCode,
);
