package io.hydrant.select;

import io.hydrant.json.JsonIndex;
import io.hydrant.json.JsonName;
import io.hydrant.model.Batch;
import io.hydrant.model.FragmentDraft;
import io.hydrant.settings.Batching;
import io.hydrant.settings.Content;
import io.hydrant.settings.EnvironmentFilter;
import io.hydrant.settings.Toggle;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Applies one connection's content settings to a batch. A pure function: no clock, nothing kept.
///
/// Whatever no setting and no rule names leaves as the bytes that came.
public final class Selector {
  /// The key of the setting that names environments.
  private static final String ENVIRONMENT = "environment";

  private static final JsonName DEVELOPMENT = JsonName.of("development");

  private final Batch batch;
  private final JsonIndex json;
  private final Content content;
  private final SelectionListener listener;
  private final Members members;
  private final List<Identities.Identity> identities;

  private Selector(Batch batch, Content content, SelectionListener listener) {
    this.batch = batch;
    this.json = batch.json();
    this.content = content;
    this.listener = listener;
    this.members = new Members(BatchMember.NAMES, BatchMember.values().length);
    members.read(json, batch.node());
    this.identities = Identities.of(json, members.get(BatchMember.USER_IDENTITIES), listener);
  }

  /// What `content` leaves of `batch`.
  public static Selection select(Batch batch, Content content) {
    return select(batch, content, SelectionListener.NONE);
  }

  /// The same, and `listener` hears why what is not left was left out.
  public static Selection select(Batch batch, Content content, SelectionListener listener) {
    return new Selector(batch, content, listener).select();
  }

  private Selection select() {
    Events events = new Events(json, members.get(BatchMember.EVENTS), content);
    int came = events.came();
    String blamed = batchBlame(came);
    if (blamed != null) {
      listener.batchLeftOut(blamed);
      int dropped = Math.max(1, came);
      return selection(dropped, Map.of(blamed, dropped), null, events);
    }
    Map<String, Integer> filtered = events.filtered(listener);
    boolean emptied = came > 0 && events.kept() == 0;
    if (emptied && !content.is(Toggle.SEND_BATCHES_WITHOUT_EVENTS)) {
      listener.batchLeftOut(Toggle.SEND_BATCHES_WITHOUT_EVENTS.key());
      return selection(came, filtered, null, events);
    }
    int accepted = came == 0 || emptied ? came + 1 : came;
    return selection(accepted, filtered, draft(events), events);
  }

  private Selection selection(
      int accepted, Map<String, Integer> filtered, @Nullable FragmentDraft kept, Events events) {
    List<SessionStep> steps =
        content.batching() instanceof Batching.Sessions
            ? events.sessionSteps(kept != null)
            : List.of();
    return new Selection(accepted, filtered, kept, identities, steps);
  }

  /// The setting that drops the batch whole, the first in the order of blame; null: none.
  private @Nullable String batchBlame(int came) {
    if (batch.origin().historical() && !content.is(Toggle.SEND_HISTORICAL)) {
      return Toggle.SEND_HISTORICAL.key();
    }
    String environment = leavesOut(content, isDevelopment());
    if (environment != null) {
      return environment;
    }
    if (identities.isEmpty() && !content.is(Toggle.SEND_ANONYMOUS_USERS)) {
      return Toggle.SEND_ANONYMOUS_USERS.key();
    }
    if (came == 0 && !content.is(Toggle.SEND_BATCHES_WITHOUT_EVENTS)) {
      return Toggle.SEND_BATCHES_WITHOUT_EVENTS.key();
    }
    return null;
  }

  /// The setting by which a connection takes nothing of an environment; null when it does.
  public static @Nullable String leavesOut(Content content, boolean isDevelopment) {
    EnvironmentFilter own =
        isDevelopment ? EnvironmentFilter.DEVELOPMENT : EnvironmentFilter.PRODUCTION;
    boolean isTaken =
        content.environment() == EnvironmentFilter.ALL || content.environment() == own;
    return isTaken ? null : ENVIRONMENT;
  }

  private boolean isDevelopment() {
    return isDevelopment(json, members.get(BatchMember.ENVIRONMENT));
  }

  /// Whether an `environment`, in any case, is development; absent or null it is production.
  public static boolean isDevelopment(JsonIndex json, int environment) {
    return json.isString(environment, DEVELOPMENT)
        || (json.is(environment, JsonIndex.Kind.STRING)
            && Text.toLower(json.string(environment)).equals(DEVELOPMENT.text()));
  }

  private FragmentDraft draft(Events events) {
    int room = json.end(batch.node()) - json.start(batch.node()) + 160 * events.kept();
    FragmentDraft draft = new FragmentDraft(batch.origin(), isDevelopment(), room);
    new MemberSelection(json, content, draft, listener).write(batch.node());
    if (content.is(Toggle.INCLUDE_USER_IDENTITIES)) {
      writeIdentities(draft);
      events.writeChanges(draft);
    } else if (members.get(BatchMember.USER_IDENTITIES) != JsonIndex.NONE) {
      listener.leftOut(
          members.get(BatchMember.USER_IDENTITIES), Toggle.INCLUDE_USER_IDENTITIES.key());
    }
    EventSelection selection = new EventSelection(json, content, draft, listener);
    selection.write(events);
    return draft;
  }

  private void writeIdentities(FragmentDraft draft) {
    int node = members.get(BatchMember.USER_IDENTITIES);
    int start = draft.content().length();
    if (json.is(node, JsonIndex.Kind.ARRAY)) {
      draft.content().put(json.text(), json.start(node), json.end(node));
      draft.identityList(start);
    }
    if (!json.is(node, JsonIndex.Kind.OBJECT)) {
      return;
    }
    draft.identityObject();
    for (Identities.Identity identity : identities) {
      int type = draft.content().length();
      byte[] array = identity.type().array();
      int from = identity.type().offset();
      draft.content().put(array, from, from + identity.type().length());
      int value = draft.content().length();
      draft.content().put(json.text(), json.start(identity.value()), json.end(identity.value()));
      draft.identity(type, value);
    }
  }
}
