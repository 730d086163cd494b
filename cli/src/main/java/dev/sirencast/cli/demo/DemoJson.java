package dev.sirencast.cli.demo;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sirencast.cli.base.Json;
import java.util.List;

/** What the demo made, as one JSON object. */
final class DemoJson {
  private DemoJson() {}

  static ObjectNode of(DemoResult result) {
    NetworkStory network = result.network();
    ObjectNode json = Json.object();
    Json.number(json, "clean_psnr_db", network.shielded().cleanPsnr());
    Json.number(json, "plain_psnr_db", network.plain().psnr());
    Json.number(json, "protected_psnr_db", network.shielded().psnr());
    Json.number(json, "float_psnr_db", network.training().psnr());
    json.put("channel", result.link().model().toString());
    json.put("trials", result.link().trials());
    json.put("seed", result.link().seed());
    json.put("steps", network.training().steps());
    json.put("engine", network.training().engine().label());
    json.put("device", network.training().device());
    patched(json.putObject("patched"), result);
    stream(json.putObject("plain"), network.plain()).put("bits", NetworkStory.PLAIN_BITS);
    stream(json.putObject("protected"), network.shielded()).put("bits", NetworkStory.SHIELDED_BITS);
    noise(json.putObject("weight_noise"), network);
    return json;
  }

  private static void patched(ObjectNode json, DemoResult result) {
    PatchStory story = result.patches();
    json.put("grid", story.grid().toString());
    json.put("weights", story.trained().trained().weights());
    Json.number(json, "clean_psnr_db", story.plain().cleanPsnr());
    Json.number(json, "float_psnr_db", story.trained().floatPsnr());
    Json.number(json, "encode_seconds", result.patchSeconds());
    stream(json.putObject("plain"), story.plain());
    stream(json.putObject("protected"), story.shielded());
  }

  private static ObjectNode stream(ObjectNode json, DemoStream stream) {
    json.put("bytes", stream.encoded().bytes());
    stream.policy().addTo(json);
    Json.number(json, "clean_psnr_db", stream.cleanPsnr());
    Json.number(json, "psnr_db", stream.psnr());
    Json.statistics(json, stream.simulated());
    stream.transfer().reception().ifPresent(r -> Json.reception(json, r.report()));
    Json.channel(json.putObject("observed"), stream.transfer().summary().channel());
    return json;
  }

  private static void noise(ObjectNode json, NetworkStory story) {
    json.put("noise", story.plainNoise().noise().toString());
    for (DemoNoise part : List.of(story.plainNoise(), story.robustNoise())) {
      ObjectNode node = json.putObject(part == story.plainNoise() ? "plain" : "robust");
      Json.number(node, "clean_psnr_db", part.cleanPsnr());
      Json.number(node, "psnr_db", part.psnr());
      Json.statistics(node, part.simulated());
    }
  }
}
