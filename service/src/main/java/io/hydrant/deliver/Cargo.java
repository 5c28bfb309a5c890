package io.hydrant.deliver;

import io.hydrant.firehose.Answer;
import io.hydrant.model.Bytes;
import io.hydrant.settings.Packing;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The records of one call and the documents in each, in the order of both. What Firehose answers
/// of a record is so of every document in it.
record Cargo(List<List<Bytes>> records, @Nullable Packing packing) {

  static Cargo of(List<Outgoing> messages, @Nullable Packing packing) {
    RecordFill fill = new RecordFill(packing);
    List<List<Bytes>> records = new ArrayList<>();
    for (Outgoing message : messages) {
      Bytes document = message.message().document();
      if (fill.add(document)) {
        records.add(new ArrayList<>(packing == null ? 1 : 16));
      }
      records.getLast().add(document);
    }
    return new Cargo(records, packing);
  }

  /// What each record holds.
  List<Bytes> data() {
    return records.stream().map(Cargo::joined).toList();
  }

  private static Bytes joined(List<Bytes> documents) {
    if (documents.size() == 1) {
      return documents.getFirst();
    }
    byte[] joined = new byte[documents.stream().mapToInt(Bytes::length).sum()];
    int at = 0;
    for (Bytes document : documents) {
      document.copyTo(joined, at);
      at += document.length();
    }
    return Bytes.of(joined);
  }

  /// An answer about these records as one about their documents. One that speaks of another number
  /// of records speaks of no document.
  Answer ofDocuments(Answer answer) {
    if (!(answer instanceof Answer.Decided(List<Answer.RecordAnswer> each))) {
      return answer;
    }
    List<Answer.RecordAnswer> spread = new ArrayList<>();
    if (each.size() == records.size()) {
      for (int i = 0; i < each.size(); i++) {
        for (int documents = records.get(i).size(); documents > 0; documents--) {
          spread.add(each.get(i));
        }
      }
    }
    return new Answer.Decided(spread);
  }

  /// The records that an answer says were taken.
  List<List<Bytes>> taken(Answer answer) {
    List<List<Bytes>> taken = new ArrayList<>();
    if (answer instanceof Answer.Decided(List<Answer.RecordAnswer> each)
        && each.size() == records.size()) {
      for (int i = 0; i < each.size(); i++) {
        if (each.get(i) instanceof Answer.Taken) {
          taken.add(records.get(i));
        }
      }
    }
    return taken;
  }
}
