-- Whoever removes a factory's address removes the log of its deliveries with it.
GRANT DELETE ON webhook_delivery TO portal_app;
