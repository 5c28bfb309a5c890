package io.hydrant.collect;

import io.hydrant.json.InvalidJsonException;
import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonIndex.Kind;
import io.hydrant.model.Batch;
import io.hydrant.model.Origin;
import io.hydrant.settings.Limits;
import java.util.ArrayList;
import java.util.List;

/// Reads the body of a request into its batches.
///
/// A body is indexed once and its batches are views of it: nobody may change it afterwards. Nothing
/// here throws for what a client can send; every fault is a sentence of [Reading#errors()].
///
/// Source: mParticle's HTTP API page and service limits.
public final class BatchReader {
  private BatchReader() {}

  /// Reads the first `length` bytes of `body` as one batch (`/v2/events`).
  public static Reading one(byte[] body, int length, Origin origin, Limits limits) {
    JsonIndex json;
    try {
      json = JsonIndex.of(body, 0, length);
    } catch (InvalidJsonException e) {
      return notJson(e);
    }
    if (!json.is(0, Kind.OBJECT)) {
      return Reading.refused("The body must be a JSON object, one batch.");
    }
    Faults faults = new Faults();
    Batch batch = new BatchCheck(json, origin, limits, faults).batch(0);
    return new Reading(batch == null ? List.of() : List.of(batch), faults.messages());
  }

  /// Reads the first `length` bytes of `body` as an array of batches (`/v2/bulkevents` and
  /// `/v2/bulkevents/historical`). An invalid batch leaves its neighbours alone; its messages begin
  /// with its place, `[17]: `.
  public static Reading bulk(byte[] body, int length, Origin origin, Limits limits) {
    JsonIndex json;
    try {
      json = JsonIndex.of(body, 0, length);
    } catch (InvalidJsonException e) {
      return notJson(e);
    }
    if (!json.is(0, Kind.ARRAY)) {
      return Reading.refused("The body must be a JSON array of batches.");
    }
    int count = json.count(0);
    int countMax = limits.requests().batches();
    if (count == 0) {
      return Reading.refused("The body must have at least one batch.");
    }
    if (count > countMax) {
      return Reading.refused("The body must have at most " + countMax + " batches.");
    }
    return elements(json, origin, limits);
  }

  private static Reading elements(JsonIndex json, Origin origin, Limits limits) {
    Faults faults = new Faults();
    BatchCheck check = new BatchCheck(json, origin, limits, faults);
    List<Batch> batches = new ArrayList<>();
    int place = 0;
    for (int node = json.first(0); node != JsonIndex.NONE; node = json.next(node)) {
      faults.enterBatch(place++);
      if (isBatch(json, node, limits.requests().batchBytes(), faults)) {
        Batch batch = check.batch(node);
        if (batch != null) {
          batches.add(batch);
        }
      }
    }
    return new Reading(batches, faults.messages());
  }

  private static boolean isBatch(JsonIndex json, int node, int bytesMax, Faults faults) {
    if (!json.is(node, Kind.OBJECT)) {
      faults.add("A batch must be a JSON object.");
      return false;
    }
    if (json.end(node) - json.start(node) > bytesMax) {
      faults.add("The batch is larger than " + bytesMax + " bytes.");
      return false;
    }
    return true;
  }

  private static Reading notJson(InvalidJsonException e) {
    return Reading.refused("The body is not valid JSON: " + e.getMessage() + ".");
  }
}
