package dev.sirencast.format.signature;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lists of digests, for every small number of packets. */
class DigestListsTest {
  @Test
  void everyDigestHasAPlaceOfItsOwn() {
    for (int contents = 1; contents < 200; contents++) {
      for (int perList = 2; perList < 7; perList++) {
        for (int most = 1; most < 9; most++) {
          assertComplete(contents, perList, most);
        }
      }
    }
  }

  private static void assertComplete(int contents, int perList, int most) {
    DigestLists lists = DigestLists.of(contents, perList, most);
    Set<DigestLists.Place> places = new HashSet<>();
    Map<Integer, Integer> sizes = new HashMap<>();
    for (int i = 0; i < contents; i++) {
      add(lists.ofContent(i), Integer.MIN_VALUE, places, sizes);
    }
    for (int list = 0; list < lists.lists(); list++) {
      add(lists.ofList(list), list, places, sizes);
    }
    assertEquals(contents + lists.lists(), places.size());
    assertTrue(lists.inManifest() <= most);
    assertEquals(lists.inManifest(), sizes.get(DigestLists.MANIFEST));
    for (int list = 0; list < lists.lists(); list++) {
      assertEquals(lists.size(list), sizes.get(list));
      assertTrue(lists.size(list) <= perList && lists.size(list) > 0);
    }
    for (DigestLists.Place place : places) {
      int size = place.list() < 0 ? lists.inManifest() : lists.size(place.list());
      assertTrue(place.index() < size);
    }
  }

  private static void add(
      DigestLists.Place place,
      int list,
      Set<DigestLists.Place> places,
      Map<Integer, Integer> sizes) {
    assertTrue(place.list() == DigestLists.MANIFEST || place.list() > list, "a later list");
    places.add(place);
    sizes.merge(place.list(), 1, Integer::sum);
  }

  @Test
  void neighboursAreInDifferentLists() {
    DigestLists lists = DigestLists.of(174, 67, 8);
    assertEquals(3, lists.lists());
    assertEquals(3, lists.inManifest());
    assertEquals(new DigestLists.Place(1, 33), lists.ofContent(100));
    assertEquals(new DigestLists.Place(2, 33), lists.ofContent(101));
    assertEquals(new DigestLists.Place(DigestLists.MANIFEST, 2), lists.ofList(2));
  }
}
