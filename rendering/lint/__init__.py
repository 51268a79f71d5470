"""Whether any Word document is laid out as GB/T 9704 says: ``lianfang lint``.

The document comes as parsed parts (``parts``), is read into sections and paragraphs with their
effective formatting (``sheet``, ``reading``), its paragraphs get their parts in an official
document (``roles``), and each rule in ``rules`` looks at the result (``book``).
"""
