package dev.sirencast.transport.impairment;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Changes one value of a channel by its name; see {@link ChannelModel#with}. */
final class ChannelChange {
  private ChannelChange() {}

  private record Place(int index, String key) {}

  static List<Impairment> apply(
      List<Impairment> impairments, String name, String value, List<String> labels) {
    List<Place> places = places(impairments, name);
    if (places.size() > 1) {
      throw new IllegalArgumentException(
          "\"" + name + "\" is not certain, expected one of " + names(impairments));
    }
    List<Impairment> changed = new ArrayList<>(impairments);
    if (places.isEmpty()) {
      changed.add(added(impairments, name, value, labels));
      return changed;
    }
    Place place = places.get(0);
    Arguments arguments = Arguments.of(place.key(), value, labels);
    changed.set(place.index(), ImpairmentKind.change(changed.get(place.index()), arguments));
    return changed;
  }

  /** All that a name may mean: impairments go before keys. */
  private static List<Place> places(List<Impairment> impairments, String name) {
    List<Place> byImpairment = new ArrayList<>();
    List<Place> byKey = new ArrayList<>();
    int dot = name.indexOf('.');
    for (int i = 0; i < impairments.size(); i++) {
      ImpairmentKind<?> kind = ImpairmentKind.of(impairments.get(i));
      if (kind.name().equals(name)) {
        byImpairment.add(new Place(i, kind.keys().get(0)));
      } else if (dot > 0 && kind.name().equals(name.substring(0, dot))) {
        String key = name.substring(dot + 1);
        if (kind.keys().contains(key)) {
          byImpairment.add(new Place(i, key));
        }
      } else if (kind.keys().contains(name)) {
        byKey.add(new Place(i, name));
      }
    }
    return byImpairment.isEmpty() ? byKey : byImpairment;
  }

  private static Impairment added(
      List<Impairment> impairments, String name, String value, List<String> labels) {
    boolean known = ImpairmentKind.ALL.stream().anyMatch(kind -> kind.name().equals(name));
    if (!known) {
      throw new IllegalArgumentException(
          "there is no \"" + name + "\" in the channel, expected one of " + names(impairments));
    }
    return ImpairmentKind.read(name, value, labels);
  }

  private static String names(List<Impairment> impairments) {
    String present =
        impairments.stream()
            .map(ImpairmentKind::of)
            .flatMap(kind -> kind.keys().stream().map(key -> kind.name() + "." + key))
            .collect(Collectors.joining(", "));
    return present.isEmpty() ? "the impairments' names" : present;
  }
}
