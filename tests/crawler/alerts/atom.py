"""What RFC 4287 asks of a feed, in the parts that ours use, as a RelaxNG schema."""

ATOM = b"""<grammar xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"
  ns="http://www.w3.org/2005/Atom">
  <start><element name="feed"><ref name="lang"/><interleave>
    <ref name="id"/><ref name="title"/><ref name="updated"/>
    <element name="author"><element name="name"><text/></element></element>
    <zeroOrMore><ref name="link"/></zeroOrMore>
    <zeroOrMore><ref name="entry"/></zeroOrMore>
  </interleave></element></start>
  <define name="lang"><attribute name="xml:lang" ns="http://www.w3.org/XML/1998/namespace">
    <data type="language"/></attribute></define>
  <define name="entry"><element name="entry"><interleave>
    <ref name="id"/><ref name="title"/><ref name="updated"/>
    <optional><element name="published"><ref name="moment"/></element></optional>
    <zeroOrMore><element name="category"><attribute name="term"/><optional><attribute name="label"/></optional></element></zeroOrMore>
    <zeroOrMore><ref name="link"/></zeroOrMore>
    <element name="content"><attribute name="type"><value>html</value></attribute><text/></element>
  </interleave></element></define>
  <define name="id"><element name="id"><data type="anyURI"><param name="pattern">urn:uuid:[0-9a-f\\-]{36}</param></data></element></define>
  <define name="title"><element name="title"><text/></element></define>
  <define name="updated"><element name="updated"><ref name="moment"/></element></define>
  <define name="moment"><data type="dateTime"><param name="pattern">.+T.+Z</param></data></define>
  <define name="link"><element name="link"><attribute name="href"><data type="anyURI"/></attribute><attribute name="rel"/>
    <optional><attribute name="type"/></optional></element></define>
</grammar>"""
