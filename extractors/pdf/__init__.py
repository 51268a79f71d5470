"""PDF files: page objects, tables and text, as the document that the annex readers understand."""
