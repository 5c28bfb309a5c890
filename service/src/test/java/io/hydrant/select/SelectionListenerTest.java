package io.hydrant.select;

import static io.hydrant.vectors.Example.batch;
import static io.hydrant.vectors.Example.content;
import static org.assertj.core.api.Assertions.assertThat;

import io.hydrant.json.JsonIndex;
import io.hydrant.model.Batch;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What a listener hears is what is left out, by the setting or rule that did it.
class SelectionListenerTest {

  private static final class Heard implements SelectionListener {
    private final List<String> all = new ArrayList<>();
    private final JsonIndex json;

    Heard(JsonIndex json) {
      this.json = json;
    }

    @Override
    public void batchLeftOut(String setting) {
      all.add("batch " + setting);
    }

    @Override
    public void eventLeftOut(int position, String setting) {
      all.add("event " + position + " " + setting);
    }

    @Override
    public void leftOut(int node, String setting) {
      all.add("- " + json.name(node) + " " + setting);
    }

    @Override
    public void leftOut(int node, Rule rule) {
      all.add("- " + json.name(node) + " " + rule);
    }

    @Override
    public void rewritten(int node, Rule rule) {
      all.add("~ " + json.name(node) + " " + rule);
    }
  }

  private static List<String> heard(String settings, String text) {
    Batch batch = batch(text);
    Heard heard = new Heard(batch.json());
    Selector.select(batch, content(settings), heard);
    return heard.all;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "{} | {'ip':'1.2.3.4'} | - ip ONLY_INPUT",
        "{} | {'message_id':'x','source_info':{}}"
            + " | - message_id SERVER_SAYS;- source_info SERVER_SAYS",
        "{} | {'mpid':'1'} | ~ mpid NUMBER",
        "{} | {'mpid':1,'batch_id':2} | ``",
        "{} | {'environment':'Production'} | ~ environment DOCUMENTED_FORM",
        "{} | {'mp_deviceid':'x'} | - mp_deviceid includeMpDeviceId",
        "{'includeMpDeviceId':true} | {'mp_deviceid':'x'} | ``",
        "{'includeUserIdentities':false} | {'user_identities':{'email':'a'},'partner_identities':1}"
            + " | - partner_identities includeUserIdentities;"
            + "- user_identities includeUserIdentities",
        "{'includeUserIdentities':false} | {'mpid':1} | ``",
        "{} | {'user_identities':{'email':'','customerid':'a','customer_id':'b'}}"
            + " | - email NO_VALUE;- customerid CUSTOMER_ID",
        "{} | {'user_identities':{'customerid':'a'}} | ~ customerid DOCUMENTED_FORM",
        "{'includeMetadata':false} | {'device_info':{},'application_info':{}}"
            + " | - device_info includeMetadata;- application_info includeMetadata",
        "{'metadataFieldExclusion':['device_info.a','b']}"
            + " | {'device_info':{'a':1,'b':2},'application_info':{'a':1,'b':2}}"
            + " | - a metadataFieldExclusion;- b metadataFieldExclusion;- b metadataFieldExclusion",
        "{} | {'context':{'location':{}}} | - context includeEventBatchLocation",
        "{} | {'context':{'location':{},'x':1}} | - location includeEventBatchLocation",
        "{'includeEventBatchLocation':true} | {'context':{'location':{}}} | ``",
        "{'includeLocationInformation':false} | {'events':[{'event_type':'breadcrumb','data':"
            + "{'location':{},'breadcrumbs':[{'location':1,'data':{'location':2}}]}}]}"
            + " | - location includeLocationInformation;- location includeLocationInformation;"
            + "- location includeLocationInformation",
        "{} | {'events':[{'event_type':'CUSTOM_EVENT','data':{'custom_event_type':'OTHER'}}]}"
            + " | ~ event_type DOCUMENTED_FORM;~ custom_event_type DOCUMENTED_FORM",
        "{} | {'events':[{'event_type':'x'},{'event_type':'user_identity_change'}]}"
            + " | event 1 includeUserIdentityChangeEvents",
        "{'sendScreenViews':false,'sendBatchesWithoutEvents':false}"
            + " | {'mpid':'1','events':[{'event_type':'screen_view'}]}"
            + " | event 0 sendScreenViews;batch sendBatchesWithoutEvents",
        "{'sendBatchesWithoutEvents':false} | {} | batch sendBatchesWithoutEvents",
        "{'sendAnonymousUsers':false} | {'mpid':'1','events':[{'event_type':'x'}]}"
            + " | batch sendAnonymousUsers",
        "{'environment':'production'} | {'environment':'development'} | batch environment",
      })
  void listenerHears(String settings, String batch, String expected) {
    assertThat(String.join(";", heard(settings.replace('\'', '"'), batch.replace('\'', '"'))))
        .isEqualTo(expected);
  }
}
