package dev.sirencast.cli.simulate;

import dev.sirencast.simulation.LinkSetting;
import dev.sirencast.simulation.Simulation;
import dev.sirencast.simulation.SimulationCase;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What the cells of a simulation are called: by what differs between them, or by the channel where
 * nothing does.
 *
 * @param streams whether there are several
 * @param protections whether there are several
 * @param policies whether there are several
 * @param channels whether there are several
 * @param noises whether there are several
 */
record CaseNames(
    boolean streams, boolean protections, boolean policies, boolean channels, boolean noises) {

  SimulationCase cell(
      SentStream stream,
      ComparedOptions.Receiver receiver,
      LinkSetting setting,
      Simulation simulation) {
    Map<String, String> labels = new LinkedHashMap<>();
    labels.put("stream", stream.file().toString());
    if (!stream.protection().isEmpty()) {
      labels.put("fec", stream.protection());
    }
    labels.put("policy", receiver.name());
    labels.put("channel", setting.channel());
    labels.put("weights", setting.weights());
    return new SimulationCase(
        rival(stream, receiver), setting(setting), labels, setting.values(), simulation);
  }

  private String rival(SentStream stream, ComparedOptions.Receiver receiver) {
    List<String> parts = new ArrayList<>();
    if (streams) {
      parts.add(stream.file().getFileName().toString());
    }
    if (protections) {
      // In a sentence "none" would be nobody.
      parts.add(stream.protection().equals("none") ? "unprotected" : stream.protection());
    }
    if (policies) {
      parts.add(receiver.name());
    }
    return String.join(", ", parts);
  }

  private String setting(LinkSetting setting) {
    List<String> parts = new ArrayList<>();
    if (channels || !(streams || protections || policies || noises)) {
      parts.add(setting.channel());
    }
    if (noises) {
      parts.add(setting.noise());
    }
    if (!setting.others().isEmpty()) {
      parts.add(setting.others());
    }
    return String.join(", ", parts);
  }
}
